"""Diseases (ICD-10, WHO) and TCM syndromes (GB/T 15657-2021) of chronic liver disease.

Three-character Chinese names follow the public ICD-10-CN table, the subdivisions the WHO titles.
Syndromes without a national code carry a local one beginning with `L.`.
"""

DISEASES = """
B16 | 急性乙型肝炎 | Acute hepatitis B
B18 | 慢性病毒性肝炎 | Chronic viral hepatitis
B18.0 | 慢性乙型病毒性肝炎，伴丁型肝炎 | Chronic hepatitis B with delta-agent
B18.1 | 慢性乙型病毒性肝炎，不伴丁型肝炎 | Chronic hepatitis B | 慢性乙型肝炎 / 慢性乙肝 / 乙肝
B18.2 | 慢性丙型病毒性肝炎 | Chronic viral hepatitis C | 慢性丙型肝炎 / 慢性丙肝 / 丙肝
B18.8 | 其他慢性病毒性肝炎 | Other chronic viral hepatitis
B18.9 | 未特指的慢性病毒性肝炎 | Chronic viral hepatitis, unspecified
B19 | 未特指的病毒性肝炎 | Unspecified viral hepatitis | 病毒性肝炎
B19.9 | 未特指的病毒性肝炎，不伴肝昏迷 | Unspecified viral hepatitis without coma
C22 | 肝和肝内胆管恶性肿瘤 | Malignant neoplasm of liver and bile ducts
C22.0 | 肝细胞癌 | Liver cell carcinoma | 肝癌 / 原发性肝癌
C22.1 | 肝内胆管癌 | Intrahepatic bile duct carcinoma
C22.9 | 未特指的肝恶性肿瘤 | Liver, unspecified
D37.6 | 肝、胆囊和胆管动态未定肿瘤 | Neoplasm of uncertain behaviour of liver
E83.0 | 铜代谢紊乱（肝豆状核变性） | Disorders of copper metabolism | 肝豆状核变性
E88.0 | 血浆蛋白代谢紊乱，不可归类在他处者 | Disorders of plasma-protein metabolism
G93.4 | 未特指的脑病（肝性脑病常用附加编码） | Encephalopathy, unspecified
I82.0 | 布-加综合征 | Budd-Chiari syndrome
I85 | 食管静脉曲张 | Oesophageal varices
I85.0 | 食管静脉曲张伴出血 | Oesophageal varices with bleeding
I85.9 | 食管静脉曲张不伴出血 | Oesophageal varices without bleeding
I98.2 | 分类于他处的疾病引起的食管静脉曲张 | Oesophageal varices in diseases classified elsewhere
K70 | 酒精性肝病 | Alcoholic liver disease
K70.0 | 酒精性脂肪肝 | Alcoholic fatty liver
K70.1 | 酒精性肝炎 | Alcoholic hepatitis
K70.2 | 酒精性肝纤维化和肝硬化 | Alcoholic fibrosis and sclerosis of liver
K70.3 | 酒精性肝硬化 | Alcoholic cirrhosis of liver
K70.4 | 酒精性肝衰竭 | Alcoholic hepatic failure
K70.9 | 未特指的酒精性肝病 | Alcoholic liver disease, unspecified
K71 | 中毒性肝病 | Toxic liver disease | 药物性肝损伤
K71.0 | 中毒性肝病伴胆汁淤积 | Toxic liver disease with cholestasis
K71.1 | 中毒性肝病伴肝坏死 | Toxic liver disease with hepatic necrosis
K71.2 | 中毒性肝病伴急性肝炎 | Toxic liver disease with acute hepatitis
K71.3 | 中毒性肝病伴慢性持续性肝炎 | Toxic liver disease with chronic persistent hepatitis
K71.4 | 中毒性肝病伴慢性小叶性肝炎 | Toxic liver disease with chronic lobular hepatitis
K71.5 | 中毒性肝病伴慢性活动性肝炎 | Toxic liver disease with chronic active hepatitis
K71.6 | 中毒性肝病伴肝炎，不可归类在他处者 | Toxic liver disease with hepatitis
K71.7 | 中毒性肝病伴肝纤维化和肝硬化 | Toxic liver disease with fibrosis and cirrhosis
K71.8 | 中毒性肝病伴其他肝疾患 | Toxic liver disease with other disorders
K71.9 | 未特指的中毒性肝病 | Toxic liver disease, unspecified
K72 | 肝衰竭，不可归类在他处者 | Hepatic failure | 肝衰竭
K72.0 | 急性和亚急性肝衰竭 | Acute and subacute hepatic failure
K72.1 | 慢性肝衰竭 | Chronic hepatic failure
K72.9 | 未特指的肝衰竭 | Hepatic failure, unspecified
K73 | 慢性肝炎，不可归类在他处者 | Chronic hepatitis | 慢性肝炎
K73.0 | 慢性持续性肝炎 | Chronic persistent hepatitis
K73.1 | 慢性小叶性肝炎 | Chronic lobular hepatitis
K73.2 | 慢性活动性肝炎 | Chronic active hepatitis
K73.8 | 其他慢性肝炎 | Other chronic hepatitis
K73.9 | 未特指的慢性肝炎 | Chronic hepatitis, unspecified
K74 | 肝纤维化和肝硬化 | Fibrosis and cirrhosis of liver
K74.0 | 肝纤维化 | Hepatic fibrosis
K74.1 | 肝硬变（硬化） | Hepatic sclerosis
K74.2 | 肝纤维化伴有肝硬变 | Hepatic fibrosis with hepatic sclerosis
K74.3 | 原发性胆汁性肝硬化（胆管炎） | Primary biliary cirrhosis | 原发性胆汁性胆管炎
K74.4 | 继发性胆汁性肝硬化 | Secondary biliary cirrhosis
K74.5 | 未特指的胆汁性肝硬化 | Biliary cirrhosis, unspecified
K74.6 | 其他和未特指的肝硬化 | Other and unspecified cirrhosis | 肝硬化
K75 | 其他炎性肝脏疾病 | Other inflammatory liver diseases
K75.0 | 肝脓肿 | Abscess of liver
K75.4 | 自身免疫性肝炎 | Autoimmune hepatitis
K75.8 | 其他特指的炎性肝病（含非酒精性脂肪性肝炎） | Other specified inflammatory liver diseases
K75.9 | 未特指的炎性肝病 | Inflammatory liver disease, unspecified
K76 | 肝的其他疾病 | Other diseases of liver
K76.0 | 脂肪肝，不可归类在他处者 | Fatty liver | 脂肪肝 / 非酒精性脂肪性肝病 / 代谢相关脂肪性肝病
K76.1 | 慢性被动性肝充血 | Chronic passive congestion of liver
K76.2 | 中心性出血性肝坏死 | Central haemorrhagic necrosis of liver
K76.3 | 肝梗死 | Infarction of liver
K76.5 | 肝静脉闭塞病 | Hepatic veno-occlusive disease
K76.6 | 门静脉高压 | Portal hypertension
K76.7 | 肝肾综合征 | Hepatorenal syndrome
K76.8 | 其他特指的肝疾病 | Other specified diseases of liver
K76.9 | 未特指的肝病 | Liver disease, unspecified | 慢性肝病
K77 | 分类于他处的疾病引起的肝疾患 | Liver disorders in diseases classified elsewhere
K77.0 | 分类于他处的传染病和寄生虫病引起的肝疾患 | Liver disorders in infectious diseases
K77.8 | 分类于他处的其他疾病引起的肝疾患 | Liver disorders in other diseases
K83.0 | 胆管炎 | Cholangitis
K83.1 | 胆管梗阻 | Obstruction of bile duct
R17 | 未特指的黄疸 | Unspecified jaundice | 黄疸
R18 | 腹水 | Ascites
Z94.4 | 肝移植状态 | Liver transplant status
"""

SYNDROMES = """
B04.02.01.04.01.01 | 肝气郁结证 | Liver qi depression
B04.02.01.04.01.01.02 | 肝郁气滞证 | Liver depression and qi stagnation
B04.06.02.03.01.02 | 肝郁脾虚证 | Liver depression and spleen deficiency | 肝郁脾虚
B04.06.02.03.01 | 肝脾不调证 | Disharmony of liver and spleen
B04.06.02.01.03.01 | 肝胆湿热证 | Dampness-heat of liver and gallbladder | 肝胆湿热
B02.05.04.02.02 | 湿热蕴结证 | Accumulated dampness-heat | 湿热蕴结
B02.10.01.04.03 | 瘀血阻络证 | Static blood blocking collaterals | 瘀血阻络
B03.02.05 | 血瘀证 | Blood stasis
B03.01.02.02.01 | 气滞血瘀证 | Qi stagnation and blood stasis
B03.01.03.06.02 | 气虚血瘀证 | Qi deficiency and blood stasis
B04.02.01.04.01.02.09 | 肝郁血瘀证 | Liver depression and blood stasis
B04.02.01.06.02 | 肝络瘀阻证 | Stasis in liver collaterals
B04.06.02.03.01.07 | 肝脾血瘀证 | Blood stasis of liver and spleen
B04.06.02.05.03.03 | 肝肾阴虚证 | Yin deficiency of liver and kidney | 肝肾阴虚
B04.02.01.03.03 | 肝阴虚证 | Liver yin deficiency
B04.02.01.03.02 | 肝血虚证 | Liver blood deficiency
B04.06.03.05.01.05 | 脾肾阳虚证 | Yang deficiency of spleen and kidney | 脾肾阳虚
B04.03.01.03.01 | 脾气虚证 | Spleen qi deficiency | 脾气虚 / 脾虚证
B02.03.02.02.03 | 寒湿困脾证 | Cold-dampness encumbering spleen
B02.05.03.03 | 水湿内停证 | Internal retention of water-dampness
B02.05.04.03.06.01 | 湿热瘀阻证 | Dampness-heat with stasis
B03.01.05 | 气阴两虚证 | Deficiency of qi and yin | 气阴两虚
B02.12.03.06 | 酒毒伤肝证 | Alcohol toxin damaging liver
B04.06.02.04.01 | 肝胃不和证 | Disharmony of liver and stomach
B04.06.02.04.01.03.02 | 肝火犯胃证 | Liver fire invading stomach
L.spleen_yang | 脾阳虚证 | Spleen yang deficiency | 脾阳虚
L.damp_turbid | 湿浊内停证 | Internal retention of damp turbidity
L.phlegm_stasis | 痰瘀互结证 | Intermingled phlegm and stasis
L.heat_toxin | 热毒瘀结证 | Heat-toxin with stasis
L.spleen_damp | 脾虚湿盛证 | Spleen deficiency with dampness
L.spleen_kidney | 脾肾两虚证 | Deficiency of spleen and kidney
"""
